import picocolors from "picocolors";

/** Colours by name; without colour every one hands its text back. */
export type Palette = ReturnType<typeof picocolors.createColors>;

/** The colours of a report. */
export function palette(color: boolean): Palette {
  return picocolors.createColors(color);
}

/** No colour at all. */
export const colourless: Palette = palette(false);
