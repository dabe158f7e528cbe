/** What a task's id tells of it: `UPID:node:pid:start:time:type:id:user:`. Undefined: it is none. */
export function readUpid(text: string): { readonly type: string; readonly id: string } | undefined {
  const parts = text.split(':')
  const [type, id] = parts.slice(5)
  return parts[0] === 'UPID' && parts.length >= 8 && type ? { type, id: id ?? '' } : undefined
}
