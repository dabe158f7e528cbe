export interface BearerChallenge {
  /** Address that gives out tokens. */
  readonly realm: string
  readonly service?: string
}

/** Reads `Bearer realm="https://auth.example/token",service="registry"`. undefined: it asks for something else. Pure. */
export function readChallenge(header: string | undefined): BearerChallenge | undefined {
  const text = header?.slice(0, 4096) ?? ''
  if (!/^bearer\s/i.test(text)) return undefined
  const pairs = new Map([...text.matchAll(/(\w+)="([^"]*)"/g)].map(match => [match[1]!.toLowerCase(), match[2]!]))
  const [realm, service] = [pairs.get('realm'), pairs.get('service')]
  return realm === undefined ? undefined : { realm, ...(service !== undefined && { service }) }
}
