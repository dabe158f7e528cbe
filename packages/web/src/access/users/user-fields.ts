/** What the form of a user holds. */
export interface UserValues {
  readonly name: string
  readonly realm: string
  readonly password: string
  readonly repeated: string
  readonly groups: readonly string[]
  /** seconds since 1970; 0: never */
  readonly expire: number
  readonly enable: boolean
  readonly firstname: string
  readonly lastname: string
  readonly email: string
  readonly comment: string
}

const names = ['expire', 'enable', 'firstname', 'lastname', 'email', 'comment'] as const

/** Parameters for what differs from where the form began. */
export function userFields(values: UserValues, initial: UserValues) {
  const changed = names.filter(name => values[name] !== initial[name]).map(name => [name, values[name]] as const)
  const groups = values.groups.join(',')
  return {
    ...(Object.fromEntries(changed) as Partial<Pick<UserValues, (typeof names)[number]>>),
    ...(groups !== initial.groups.join(',') && { groups }),
  }
}
