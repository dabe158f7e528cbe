/** `indexed('ide', 2)`: ide0, ide1. */
export function indexed(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index}`)
}
