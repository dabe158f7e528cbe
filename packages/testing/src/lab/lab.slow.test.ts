import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLab } from './start-lab.ts'

const root = process.getuid?.() === 0

const statusOf = (url: string) =>
  new Promise<number>((resolve, reject) => {
    const asked = request(url, { rejectUnauthorized: false, timeout: 30_000 }, answer => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject)
    asked.end()
  })

/** Names of links, control groups and folders that a lab leaves. */
const remains = (lab: number) =>
  [
    ...readdirSync('/sys/class/net').filter(name => new RegExp(`^ql${lab}\\D`).test(name)),
    ...readdirSync('/sys/fs/cgroup', { recursive: false }).flatMap(name =>
      String(name).includes(`quorate-lab${lab}-`) ? [String(name)] : [],
    ),
    ...readdirSync('/var/lib/quorate-lab').filter(name => name === String(lab)),
  ].toSorted()

test('three whole nodes answer, one loses its power and comes back with its disk, and nothing stays', { timeout: 240_000 }, async t => {
  if (!root) return t.skip('a lab takes root')
  const begun = performance.now()
  let number: number
  {
    await using lab = await startLab({ nodes: 3 })
    number = lab.number
    t.diagnostic(`three nodes up after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    for (const node of lab.nodes) assert.equal(await statusOf(`${lab.url(node)}/api2/json/access/domains`), 200)
    t.diagnostic(`memory of the nodes: ${lab.nodes.map(node => `${(lab.memory(node) / 1e6).toFixed(0)} MB`).join(', ')}`)
    const ticket = ['pvesh', 'create', '/access/ticket', '--username', 'root@pam', '--password', lab.password, '--output-format', 'json']
    assert.equal(JSON.parse(await lab.must(2, ticket)).username, 'root@pam')

    await lab.must(2, ['pvesh', 'create', '/access/users', '--userid', 'joe@pve'])
    writeFileSync(join(lab.root(2), 'gone-with-the-power'), '')
    await lab.kill(2)
    assert(!lab.isOn(2))
    await assert.rejects(lab.exec(2, ['true']), /n2 is off/)
    await lab.boot(2)
    assert.equal(await statusOf(`${lab.url(2)}/api2/json/access/domains`), 200)
    assert.match(await lab.must(2, ['pvesh', 'get', '/access/users', '--output-format', 'json']), /joe@pve/)
    assert(!existsSync(join(lab.root(2), 'gone-with-the-power')))
    assert.match((await lab.exec(1, ['date', '--set', '2020-01-01'])).error, /not permitted/)
  }
  assert.deepEqual(remains(number), [])
  t.diagnostic(`all of it took ${((performance.now() - begun) / 1000).toFixed(1)} s`)
})

/** Nobody listens there: whoever is reached says so at once. */
const knock = (address: string) => ['timeout', '4', 'bash', '-c', `exec 3<>/dev/tcp/${address}/9`]

/** Of half a megabyte; it answers each sender when all is there. */
const receiver = `require('net').createServer({ allowHalfOpen: true }, s => s.resume().on('end', () => s.end('x'))).listen(7777, () => console.log('ready'))`
const sender = `const began = performance.now(); const s = require('net').connect(7777, process.argv[1]); s.end(Buffer.alloc(500_000)); s.on('data', () => { console.log((performance.now() - began) / 1000); process.exit() })`

test('networks are cut, slowed down and mended; a machine can stand still', { timeout: 120_000 }, async t => {
  if (!root) return t.skip('a lab takes root')
  await using lab = await startLab({ nodes: 3, product: false, cluster: false })
  const reaches = async (from: number, to: number, link = 0) =>
    (await lab.exec(from, knock(lab.address(to, link)))).error.includes('refused')
  assert(await reaches(1, 2))
  assert(await reaches(1, 2, 1))
  await lab.cut(1, 2)
  assert.deepEqual(await Promise.all([reaches(1, 2), reaches(2, 1), reaches(1, 2, 1), reaches(1, 3), reaches(2, 3)]), [
    false,
    false,
    false,
    true,
    true,
  ])
  await lab.heal()
  await lab.cut(3)
  assert.deepEqual(await Promise.all([reaches(1, 2), reaches(1, 3), reaches(3, 2)]), [true, false, false])
  await lab.kill(3)
  await lab.boot(3)
  assert(!(await reaches(3, 1)), 'it is still cut when it comes back')
  await lab.heal()
  assert(await reaches(3, 1))
  await lab.cutOneWay(1, 2, [0])
  assert.equal((await lab.cuts()).length, 1)
  assert(!(await reaches(1, 2)))
  assert(await reaches(1, 2, 1))

  await lab.heal()
  const received = lab.spawn(2, ['timeout', '60', process.execPath, '-e', receiver], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(received.stdout as NodeJS.ReadableStream, 'data')
  const secondsToSend = async () => Number(await lab.must(1, ['timeout', '60', process.execPath, '-e', sender, lab.address(2)]))
  const fast = await secondsToSend()
  await lab.slow(2, 2)
  const slow = await secondsToSend()
  assert(slow > 1.5 && slow > 5 * fast, `${slow} s after ${fast} s`)
  await lab.heal()
  const healed = await secondsToSend()
  assert(healed < slow / 3, `${healed} s after ${slow} s`)
  received.kill()

  const counter = lab.spawn(1, ['sh', '-c', 'while sleep 0.05; do echo x >>/var/log/count; done'])
  const count = () => readFileSync(join(lab.disk(1, 'var/log'), 'count'), 'utf8').length
  const grows = async () => {
    const before = count()
    for (let tries = 0; tries < 600 && count() === before; tries++) await new Promise(resolve => setTimeout(resolve, 50))
    return count() > before
  }
  while (!existsSync(join(lab.disk(1, 'var/log'), 'count'))) await new Promise(resolve => setTimeout(resolve, 50))
  assert(await grows())
  await lab.freeze(1)
  const still = count()
  await new Promise(resolve => setTimeout(resolve, 300))
  assert.equal(count(), still)
  await lab.thaw(1)
  assert(await grows())
  await lab.freeze(1)
  await lab.kill(1)
  if (counter.exitCode === null && counter.signalCode === null) await once(counter, 'exit')
})

test('what a killed builder left is removed when the next lab is built', { timeout: 120_000 }, async t => {
  if (!root) return t.skip('a lab takes root')
  const builder = spawn(
    process.execPath,
    [
      '-e',
      `const { startLab } = await import(${JSON.stringify(join(import.meta.dirname, 'start-lab.ts'))})
      const lab = await startLab({ nodes: 1, product: false, cluster: false })
      console.log(lab.number)
      setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [said] = (await once(builder.stdout, 'data')) as [Buffer]
  const number = Number(said.toString())
  assert(remains(number).length > 0)
  builder.kill('SIGKILL')
  await once(builder, 'exit')
  await using lab = await startLab({ nodes: 1, product: false, cluster: false })
  assert(lab.number <= number)
  if (lab.number !== number) assert.deepEqual(remains(number), [])
  assert(!existsSync(`/var/lib/quorate-lab/${number}/n1/init`) || lab.number === number)
  assert(lab.isOn(1))
})
