/** Program: decodes long texts with every declared parameter. Prints each parameter before it is tried, and how long it took. */
import { allEndpoints } from '@quorate/contract'
import { compileDecoder } from '@quorate/schema'

const length = Number(process.argv[2])
const pieces = [
  'a',
  '0',
  '-',
  '.',
  'a.',
  'a-',
  'a/',
  'a,',
  'aa,',
  'a=',
  'a;',
  '1.',
  '::',
  '0:',
  'a@',
  '/',
  '+',
  '_',
  '%',
  'a:',
  '0-',
  ' ',
  'é',
  'a_',
  'a--',
  '1/',
  'A',
]
const texts = pieces.flatMap(piece => {
  const long = piece.repeat(Math.ceil(length / piece.length))
  return [long, `${long}!`, `${long}\u0001`, `a${long}!`, `/${long}!`, `local:${long}\u0001`, `a=${long}!`]
})
const seen = new Set<string>()
for (const spec of await allEndpoints()) {
  for (const [name, schema] of Object.entries(spec.parameters)) {
    const { description: _description, ...kind } = schema
    const key = JSON.stringify(kind)
    if (seen.has(key)) continue
    seen.add(key)
    console.log(`${spec.method} ${spec.path} ${name}`)
    const decode = compileDecoder({ [name]: schema })
    const started = performance.now()
    for (const text of texts) decode({ [name]: text })
    console.log(`${Math.round(performance.now() - started)} ms for ${texts.length} texts`)
  }
}
