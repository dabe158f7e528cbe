/** `joe@pve/0f…`: whose factor, and which. */
export function splitFactorId(text: string): { readonly userid: string; readonly id: string } {
  const at = text.lastIndexOf('/')
  return { userid: text.slice(0, at), id: text.slice(at + 1) }
}
