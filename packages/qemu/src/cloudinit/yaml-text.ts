/** As YAML that a reader of version 1.1 (cloud-init) takes the same way: `yes` and `012` are quoted. */
export async function yamlText(value: unknown): Promise<string> {
  // Most guests never need it.
  const { stringify } = await import('yaml')
  return stringify(value, { version: '1.1', lineWidth: 0 })
}
