/** One entry of `query-qmp-schema`. */
interface SchemaEntry {
  readonly name?: string
  readonly 'meta-type'?: string
  readonly 'arg-type'?: string
  readonly members?: readonly { readonly name: string; readonly type?: string }[]
  readonly variants?: readonly { readonly case: string; readonly type: string }[]
  readonly values?: readonly string[]
}

/** Looks into QEMU's description of its own protocol, whose types have numbers for names. */
export class QmpSchema {
  readonly #entries: ReadonlyMap<string, SchemaEntry>

  constructor(entries: readonly Record<string, unknown>[]) {
    this.#entries = new Map((entries as readonly SchemaEntry[]).map(entry => [entry.name ?? '', entry]))
  }

  /** Texts that a member of a command's argument may have; for `file.aio`, the member `aio` of the variant `file`. */
  choices(command: string, member: string, variant?: string): readonly string[] {
    let type = this.#entries.get(this.#entries.get(command)?.['arg-type'] ?? '')
    if (variant !== undefined) type = this.#entries.get(type?.variants?.find(candidate => candidate.case === variant)?.type ?? '')
    const name = type?.members?.find(candidate => candidate.name === member)?.type
    return this.#entries.get(name ?? '')?.values ?? []
  }
}
