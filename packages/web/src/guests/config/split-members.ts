export type Members = Readonly<Record<string, string | undefined>>

/** The members of a property string as they stand there; the one without a name, or of the name given, is ''. */
export function splitMembers(text: string, first = ''): Members {
  const members: Record<string, string> = {}
  for (const part of text.split(',')) {
    const equals = part.indexOf('=')
    const name = equals < 0 ? '' : part.slice(0, equals)
    if (part !== '') members[name === first ? '' : name] = part.slice(equals + 1)
  }
  return members
}
