/** A part of an object, which is left out when there is no value. */
export function present<K extends string, T>(key: K, value: T | undefined): Partial<Readonly<Record<K, T>>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Readonly<Record<K, T>>>;
}
