// A search through the configurations of 10,000 guests: the first one, which reads them all, and those that follow.
import { Product } from '../product.ts'
import { addGuests } from './many-guests.ts'
import { median, Verdicts } from './verdicts.ts'

const guests = 10_000
const budgetMs = 100
const verdicts = new Verdicts()
const product = new Product()

async function answerMs(path: string, rounds = 1): Promise<{ ms: number; found: number }> {
  const times: number[] = []
  let found = 0
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    found = (await product.ok('GET', path)).length
    times.push(performance.now() - begun)
  }
  return { ms: median(times), found }
}

const search = (query: string, rounds?: number) => answerMs(`/cluster/search?query=${encodeURIComponent(query)}`, rounds)

await product.start()
try {
  await product.login()
  await addGuests(product, guests)
  // The list that the web interface has loaded before anybody searches.
  await product.ok('GET', '/cluster/resources?type=vm')
  const first = await search('no-such-text')
  const floor = { name: '/version', value: (await answerMs('/version', 30)).ms }
  verdicts.judge({ what: `first search of ${guests} guests`, value: first.ms, unit: 'ms', floor, budget: { atMost: budgetMs } })
  for (const query of [
    'no-such-text',
    'vmbr0',
    'mac:BC:24:11:00:01:0a',
    'ip:10.0.0.5',
    'disk:local os:l26',
    'vlan:100',
    'bridge:vmbr0 notes:x',
    'disk:vm-5000-disk',
  ]) {
    const { ms, found } = await search(query, 20)
    verdicts.judge({ what: `'${query}', ${found} found`, value: ms, unit: 'ms', floor, budget: { atMost: budgetMs } })
  }
} finally {
  await product.destroy()
}
verdicts.exit()
