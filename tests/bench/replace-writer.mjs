// replace-writer.mjs FILE COUNT: replaces a file again and again as editors and daemons do: a new one beside it, renamed over it. Each holds when its writing began.
import { renameSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const [file, count] = [process.argv[2], Number(process.argv[3])]
for (let i = 0; i < count; i++) {
  writeFileSync(`${file}.tmp`, `${i} ${process.hrtime.bigint()}`)
  renameSync(`${file}.tmp`, file)
  await sleep(3 + (i % 7))
}
