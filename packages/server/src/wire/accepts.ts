/** Does a header such as Accept-Encoding name the value, and not with the weight 0? */
export function accepts(header: string | undefined, value: string): boolean {
  return (header ?? '').split(',').some(entry => {
    const [name = '', ...options] = entry.split(';').map(part => part.trim().toLowerCase())
    return name === value && !options.some(option => /^q=0(\.0*)?$/.test(option))
  })
}
