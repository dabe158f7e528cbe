/** Fills the decoded parameters back into a declared path, escaped. */
export function remotePath(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])))
}
