/** SSH keys stand URL-encoded in the config. */
export function decodeKeys(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const encodeKeys = (text: string): string =>
  encodeURIComponent(text.trim()).replaceAll(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Environments are `name=value`, one a line for people, separated by NUL in the config. */
export const decodeEnvironment = (text: string): string => text.replaceAll('\0', '\n')
export const encodeEnvironment = (text: string): string =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\0')

export const decodeBase64 = (text: string): string => {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), sign => sign.charCodeAt(0)))
  } catch {
    return text
  }
}
export const encodeBase64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
