const compiled = new Map<string, RegExp>()

/**
 * Compiles a declared pattern. Patterns are published in Perl's notation and always match the whole text: flag groups
 * such as `(?^i:` and `{,8}` are rewritten. Throws SyntaxError for a pattern that is no pattern (a bug in a declaration).
 */
export function compilePattern(pattern: string): RegExp {
  let regexp = compiled.get(pattern)
  if (!regexp) {
    const source = pattern
      .replaceAll('(?^:', '(?:')
      .replaceAll(/\(\?\^([a-z]+):/g, '(?$1:')
      .replaceAll(/\{,(\d+)\}/g, '{0,$1}')
    regexp = new RegExp(`^(?:${source})$`)
    compiled.set(pattern, regexp)
  }
  return regexp
}
