declare module 'virtual:documents' {
  /** The guides for administrators. */
  export const documents: readonly {
    /** `snapshots`: as it stands in addresses. */
    readonly name: string
    readonly title: string
    readonly headings: readonly string[]
    /** Its text in Markdown. */
    readonly load: () => Promise<{ readonly text: string }>
  }[]
}
