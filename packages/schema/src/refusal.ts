/** Why a raw value was not accepted. Returned rather than thrown, so that all errors come back at once. */
export class Refusal {
  readonly text: string
  /** For a property string: text per member. */
  readonly members: readonly (readonly [member: string, text: string])[]

  constructor(text: string, members: readonly (readonly [string, string])[] = []) {
    this.text = text
    this.members = members
  }

  /** The whole text for the parameter or key of this name. */
  describe(name: string): string {
    return this.members.length
      ? `${this.text}\n${this.members.map(([member, text]) => `${name}.${member}: ${text}`).join('\n')}`
      : this.text
  }
}

export const missing = 'property is missing and it is not optional'
export const unknownProperty = 'property is not defined in schema and the schema does not allow additional properties'
