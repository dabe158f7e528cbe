// npm run checker -- [minutes] [seed]: tries to break the replicated config store on three nodes of a lab.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecker } from '@quorate/testing/checker'

const [minutes = '10', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
const keep = join(tmpdir(), `quorate-checker-${seed}`)
console.log(`${minutes} minutes, seed ${seed}`)
const { findings, counts } = await runChecker({ seconds: Number(minutes) * 60, seed: Number(seed), tell: console.log, keep })
console.log(
  Object.entries(counts)
    .map(([what, count]) => `${what}: ${count}`)
    .join(', '),
)
for (const finding of findings.slice(0, 20)) console.error(finding)
if (findings.length) console.error(`${findings.length} findings; histories and logs are in ${keep}`)
else console.log('Linearizable; nothing acknowledged is lost, no id was given twice, and all nodes hold the same.')
process.exit(findings.length ? 1 : 0)
