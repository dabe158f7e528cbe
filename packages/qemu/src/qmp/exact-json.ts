/** Not yet in TypeScript's library: a text that stands in JSON as it is. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/** JSON in which a bigint is a plain number: QEMU takes 64 bit numbers (WWNs) that no JavaScript number holds. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => (typeof member === 'bigint' ? rawJSON(member.toString()) : member))
}
