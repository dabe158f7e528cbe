/** An option of QEMU's command line with its members: `{type: 'VGA', id: 'vga'}` of `VGA,id=vga`. The first word is named `first`. */
function optionMembers(text: string, first: string): Record<string, unknown> {
  if (text.startsWith('{')) return JSON.parse(text) as Record<string, unknown>
  const members: Record<string, unknown> = {}
  // A comma inside a value is written twice.
  for (const [at, part] of text.split(/(?<!,),(?!,)/).entries()) {
    const piece = part.replaceAll(',,', ',')
    const equals = piece.indexOf('=')
    if (at === 0 && (equals < 0 || !/^[\w.-]+$/.test(piece.slice(0, equals)))) members[first] = piece
    else if (equals < 0) members[piece] = 'on'
    else members[piece.slice(0, equals)] = piece.slice(equals + 1)
  }
  return members
}

/** Every use of one option of a command line, with its members. */
export function optionsNamed(argv: readonly string[], option: string, first = 'driver'): Record<string, unknown>[] {
  return argv.flatMap((word, at) => (word === option ? [optionMembers(argv[at + 1] as string, first)] : []))
}
