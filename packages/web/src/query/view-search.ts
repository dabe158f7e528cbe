/** What a saved view's address asks for: for links, whose path and search are given apart. */
export const viewSearch = (url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(url.slice(url.indexOf('?') + 1)))
