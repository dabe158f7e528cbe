/** Where a menu opens: at an element, or at a point. */
export interface MenuAnchor {
  getBoundingClientRect(): DOMRect
}

/** At the pointer. */
export function pointAnchor({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): MenuAnchor {
  const rectangle = new DOMRect(clientX, clientY, 0, 0)
  return { getBoundingClientRect: () => rectangle }
}
