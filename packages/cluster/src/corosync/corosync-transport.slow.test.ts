import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configureCorosync, startLab, type Lab } from '@quorate/testing/lab'
import { startMember, type MemberReport, type TestMember } from './testing/member.ts'

const timeout = 240_000
const skipped = process.getuid?.() === 0 ? false : 'a lab takes root'

const startCorosync = (lab: Lab, node: number) => lab.spawn(node, ['corosync', '-f'])
const killCorosync = (lab: Lab, node: number) => lab.must(node, ['pkill', '-KILL', '-x', 'corosync'])

/** The members told last, since corosync was lost last. */
const membersOf = (reports: readonly MemberReport[]) => reports.findLast(({ members, lost }) => members ?? lost)?.members?.join(' ')
const quorumOf = (reports: readonly MemberReport[]) => reports.findLast(({ quorum }) => quorum)?.quorum
const hasMembers = (text: string) => (reports: readonly MemberReport[]) => membersOf(reports) === text

async function threeMembers(lab: Lab): Promise<readonly [TestMember, TestMember, TestMember]> {
  for (const node of lab.nodes) startCorosync(lab, node)
  const members = [startMember(lab, 1), startMember(lab, 2), startMember(lab, 3)] as const
  for (const member of members) {
    await member.until('all are members', hasMembers('1 2 3'))
    await member.until('all are quorate', reports => quorumOf(reports)?.quorate && quorumOf(reports)?.members.length === 3)
  }
  return members
}

async function emptyLab(): Promise<Lab> {
  const lab = await startLab({ nodes: 3, product: false })
  configureCorosync(lab, 'test')
  return lab
}

test('messages of three senders come in one order for all, large ones whole and in their place', { timeout, skip: skipped }, async () => {
  await using lab = await emptyLab()
  const members = await threeMembers(lab)
  assert.deepEqual(quorumOf(members[0].reports), {
    quorate: true,
    members: [1, 2, 3],
    ownVotes: 1,
    totalVotes: 3,
    lowered: false,
    votesOf: [
      [1, 1],
      [2, 1],
      [3, 1],
    ],
    tieBroken: false,
    twoNode: false,
  })
  const count = 3000
  await Promise.all(
    members.map(async member => {
      const texts = Array.from({ length: count }, (_, at) => String(at))
      await member.order({ send: texts.slice(0, count / 2) })
      await member.order({ random: 5_000_000 })
      await member.order({ send: texts.slice(count / 2) })
      await member.order({ random: 300_000 })
    }),
  )
  const total = 3 * (count + 2)
  for (const member of members) await member.until('all messages came', () => member.messages().length === total)
  const [first, ...others] = members.map(member => member.messages())
  for (const other of others) assert.deepEqual(other, first)
  for (const node of lab.nodes) {
    const own = first?.filter(message => message.startsWith(`${node}: `)).map(message => message.slice(3)) ?? []
    assert.match(own[count / 2] ?? '', /^5000000 /)
    assert.match(own.at(-1) ?? '', /^300000 /)
    assert.deepEqual(
      own.filter(text => !text.includes(' ')).map(Number),
      Array.from({ length: count }, (_, at) => at),
    )
  }
})

test(
  'whoever joins while large messages are on their way hears the same as the others from then on',
  { timeout, skip: skipped },
  async t => {
    await using lab = await emptyLab()
    const [one, two, three] = await threeMembers(lab)
    await three.end()
    await one.until('node 3 left', hasMembers('1 2'))
    const sizes = [2_000_000, 20, 4_000_000, 1000, 3_000_000]
    for (let round = 0; round < 3; round++) {
      const before = one.messages().length
      const sending = Promise.all(
        [one, two].flatMap(member =>
          [...sizes, ...sizes].map((size, at) => member.order(size === 20 ? { send: [`${round} ${at}`] } : { random: size })),
        ),
      )
      await one.until('the first messages came', () => one.messages().length > before + 3)
      const late = startMember(lab, 3)
      await late.until('it is a member', hasMembers('1 2 3'))
      await sending
      await one.until('all messages came', () => one.messages().length === before + 4 * sizes.length)
      const heardSince = (reports: readonly MemberReport[]) => {
        const joined = reports.findLastIndex(report => report.joined?.includes(3))
        return reports.slice(joined).flatMap(({ message, from }) => (message === undefined ? [] : [`${from}: ${message}`]))
      }
      const expected = heardSince(one.reports)
      t.diagnostic(`${expected.length} of ${4 * sizes.length} messages came after node 3`)
      assert(expected.length > 0)
      await late.until('all messages came', reports => heardSince(reports).length >= expected.length)
      assert.deepEqual(heardSince(late.reports), expected)
      await late.end()
      await one.until('node 3 left', hasMembers('1 2'))
    }
    assert.deepEqual(two.messages(), one.messages())
  },
)

test(
  'a killed corosync is told once, its node is joined again when it is back, and half a message is not heard',
  { timeout, skip: skipped },
  async () => {
    await using lab = await emptyLab()
    const [one, two, three] = await threeMembers(lab)
    void two.order({ random: 60_000_000 })
    await killCorosync(lab, 2)
    await two.until('it lost corosync', reports => reports.some(({ lost }) => lost))
    for (const member of [one, three]) {
      await member.until('node 2 left', hasMembers('1 3'))
      await member.until('the others are quorate', reports => quorumOf(reports)?.members.join(' ') === '1 3' && quorumOf(reports)?.quorate)
    }
    await two.order({ send: ['said to nobody'] })
    startCorosync(lab, 2)
    for (const member of [one, two, three]) await member.until('all are members again', hasMembers('1 2 3'))
    await two.order({ send: ['back'] })
    for (const member of [one, two, three]) await member.until('it heard', () => member.messages().at(-1) === '2: back')
    assert.equal(two.reports.filter(({ lost }) => lost).length, 1)
    for (const member of [one, three]) assert.deepEqual(member.messages(), ['2: back'])
  },
)

test('a cut and its mending are told, with quorum; each side hears only itself between', { timeout, skip: skipped }, async () => {
  await using lab = await emptyLab()
  const [one, two, three] = await threeMembers(lab)
  await lab.cut(3)
  await three.until('it is alone', hasMembers('3'))
  await three.until('it is not quorate', reports => quorumOf(reports)?.quorate === false)
  for (const member of [one, two]) {
    await member.until('node 3 left', hasMembers('1 2'))
    await member.until('two are quorate', reports => quorumOf(reports)?.quorate && quorumOf(reports)?.members.join(' ') === '1 2')
  }
  await one.order({ send: ['of two'] })
  await three.order({ send: ['of one'] })
  await two.until('it heard', () => two.messages().includes('1: of two'))
  await three.until('it heard', () => three.messages().includes('3: of one'))
  await lab.heal()
  for (const member of [one, two, three]) {
    await member.until('all are members', hasMembers('1 2 3'))
    await member.until('all are quorate', reports => quorumOf(reports)?.quorate && quorumOf(reports)?.members.length === 3)
  }
  await three.order({ send: ['of all'] })
  for (const member of [one, two, three]) await member.until('it heard', () => member.messages().at(-1) === '3: of all')
  assert.deepEqual(one.messages(), ['1: of two', '3: of all'])
  assert.deepEqual(three.messages(), ['3: of one', '3: of all'])
})

test('a corosync that stands still stops nothing here', { timeout, skip: skipped }, async () => {
  await using lab = await emptyLab()
  const [one, , three] = await threeMembers(lab)
  await lab.must(3, ['pkill', '-STOP', '-x', 'corosync'])
  await one.until('node 3 left', hasMembers('1 2'))
  // It obeys at once, with far more than corosync takes waiting.
  for (let round = 0; round < 5; round++) await three.order({ random: 5_000_000 })
  await lab.must(3, ['pkill', '-CONT', '-x', 'corosync'])
  await one.until('node 3 is back', hasMembers('1 2 3'))
  await three.until('it left and joined', hasMembers('1 2 3'))
  // Quorum told after the last change of members is that of the ring that stands now.
  await three.until('it is quorate', reports => {
    const left = reports.findLastIndex(report => report.left?.length)
    return left >= 0 && quorumOf(reports.slice(left))?.quorate
  })
  await lab.must(3, ['pkill', '-STOP', '-x', 'corosync'])
  await three.end()
})
