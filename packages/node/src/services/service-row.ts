/** A service as clients see it; states in the words of systemd. */
export interface ServiceRow {
  readonly service: string
  /** Name of its unit. */
  readonly name: string
  readonly desc: string
  readonly state: string
  readonly 'active-state': string
  readonly 'unit-state': string
}

/** What there is nothing of on this node. */
export function absentService(service: string): ServiceRow {
  return { service, name: service, desc: service, state: 'dead', 'active-state': 'inactive', 'unit-state': 'not-found' }
}
