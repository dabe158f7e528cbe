const form = /^\s*(?:to\s+)?(?:default|0\.0\.0\.0\/0|::\/0)\s+(?:via\s+)?([\da-f.:]+)/i

/**
 * A file of routes without default routes of the families of these gateways, which take their place: such as stand in
 * files that other programs wrote for a former gateway. One with a metric of its own is meant to be there besides.
 */
export function withoutDefaults(text: string | undefined, gateways: readonly string[]): string | undefined {
  const families = new Set(gateways.map(gateway => gateway.includes(':')))
  const isOld = (line: string) => {
    const gateway = form.exec(line)?.[1]
    return gateway !== undefined && families.has(gateway.includes(':')) && !/\bmetric\b/.test(line)
  }
  return text
    ?.split('\n')
    .filter(line => !isOld(line))
    .join('\n')
}
