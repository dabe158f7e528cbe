/** The largest magnification of a picture that fits its place. */
const most = 6

export const limitZoom = (zoom: number): number => Math.min(most, Math.max(1, zoom))

/**
 * Where to scroll to, so that the point of the picture that was between two fingers is between them again.
 * `at`: the place of the fingers in the window of the scroller; one axis.
 */
export const scrollAfterZoom = (scroll: number, before: number, now: number, zoomBefore: number, zoomNow: number): number =>
  ((scroll + before) * zoomNow) / zoomBefore - now
