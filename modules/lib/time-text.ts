/** A time of the control machine's zone, in milliseconds since 1970, as Python writes a datetime. */
export function timeText(milliseconds: number): string {
  const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, 23).replace("T", " ")}000`;
}

/** A duration as Python writes a timedelta: 1:02:03.004000, with days before it where there are any. */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const days = Math.floor(seconds / 86_400);
  const two = (number: number): string => String(Math.floor(number) % 60).padStart(2, "0");
  const clock = `${Math.floor(seconds % 86_400 / 3600)}:${two(seconds / 60)}:${two(seconds)}`;
  const rest = milliseconds % 1000;
  return `${days === 0 ? "" : `${days} day${days === 1 ? "" : "s"}, `}${clock}${rest === 0 ? "" : `.${String(rest).padStart(3, "0")}000`}`;
}
