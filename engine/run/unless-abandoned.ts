/** What comes of `life`, or `otherwise` from the moment the signal is aborted. Nothing is kept of a life that ended. */
export function unlessAbandoned<T>(signal: AbortSignal | undefined, life: Promise<T>, otherwise: T): Promise<T> {
  if (signal === undefined) return life;
  if (signal.aborted) return Promise.resolve(otherwise);
  return new Promise((resolve, reject) => {
    const giveUp = (): void => { resolve(otherwise); };
    signal.addEventListener("abort", giveUp, { once: true });
    life.then(resolve, reject).finally(() => { signal.removeEventListener("abort", giveUp); });
  });
}
