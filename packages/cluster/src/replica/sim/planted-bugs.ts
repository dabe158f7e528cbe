/** One piece of the source text, replaced: a rule of the protocol that is not kept. */
export interface PlantedBug {
  readonly rule: string
  readonly file: string
  readonly text: string
  readonly instead: string
  /** A seed shortly before one that finds it, which keeps the search short. Any change of the simulation moves it. */
  readonly from: number
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    rule: 'more than half of all nodes are needed to decide',
    file: 'primary.ts',
    text: 'if (2 * votesOf(sound) > total) return true',
    instead: 'if (2 * votesOf(sound) > total - 2) return true',
    from: 1,
  },
  {
    rule: 'half of them are not enough when nothing breaks the tie',
    file: 'primary.ts',
    text: 'quorum.tieBroken && settled',
    instead: 'settled',
    from: 485,
  },
  {
    rule: 'half of them are enough only with a node that comes from the epoch before',
    file: 'primary.ts',
    text: 'return isHalf && (isWhole || newest.some(([, report]) => report.continuing))',
    instead: 'return isHalf',
    from: 1,
  },
  {
    rule: 'half of them wait until the others know that they are lost',
    file: 'primary.ts',
    text: 'quorum.tieBroken && settled',
    instead: 'quorum.tieBroken',
    from: 1,
  },
  {
    rule: 'in place of a majority, all members of the newest epoch are needed',
    file: 'primary.ts',
    text: 'first[1].members.every(member',
    instead: 'first[1].members.some(member',
    from: 1,
  },
  {
    rule: 'a node that lost power may lack something',
    file: 'primary.ts',
    text: 'if (!isWhole && newest.every(([, report]) => report.unclean)) return false',
    instead: '',
    from: 1,
  },
  {
    rule: 'a node that lost its disk does not count',
    file: 'primary.ts',
    text: 'all.filter(report => !report.lost)',
    instead: 'all',
    from: 1,
  },
  {
    rule: 'nodes of a ring that is not quorate decide nothing',
    file: 'primary.ts',
    text: 'quorum.quorate && nodes.every',
    instead: 'nodes.every',
    from: 1,
  },
  {
    rule: 'the newest epoch wins',
    file: 'primary.ts',
    text: 'report.installed === newest)',
    instead: 'report.installed > 0)',
    from: 1,
  },
  {
    rule: 'the longest log of the newest epoch goes on',
    file: 'primary.ts',
    text: 'y.last - x.last ||',
    instead: '',
    from: 1,
  },
  {
    rule: 'members of an epoch could have decided without the others',
    file: 'filling.ts',
    text: 'this.#waitedFor.length === 0 && mayDecide(new Map([...this.reports].filter(([node]) => this.inStep.has(node))))',
    instead: 'this.inStep.size > 0',
    from: 1,
  },
  {
    rule: 'of the same length is not of the same order',
    file: 'filling.ts',
    text: 'one.last === last && one.chain === chain',
    instead: 'one.last === last',
    from: 1950,
  },
  {
    rule: 'who holds an older epoch is not in step',
    file: 'filling.ts',
    text: 'one.installed === installed && one.last === last && one.chain === chain',
    instead: 'one.last >= last',
    from: 1,
  },
  {
    rule: 'what is promised is written down',
    file: 'replica.ts',
    text: `      this.#storage.promise(round.epoch)
      const report`,
    instead: '      const report',
    from: 1,
  },
  {
    rule: 'all members acknowledge',
    file: 'epoch-order.ts',
    text: 'const to = Math.min(...this.#acknowledged.values())',
    instead: 'const to = Math.max(...this.#acknowledged.values())',
    from: 1,
  },
  {
    rule: 'most members are not all',
    file: 'epoch-order.ts',
    text: 'const to = Math.min(...this.#acknowledged.values())',
    instead: 'const to = [...this.#acknowledged.values()].toSorted((a, b) => b - a)[Math.floor(this.#acknowledged.size / 2)] ?? 0',
    from: 115,
  },
  {
    rule: 'an acknowledgement of another order does not count',
    file: 'epoch-order.ts',
    text: 'if (this.#chains.get(last) !== chain) return false',
    instead: 'if (last > this.#lastArrived) return false',
    from: 1,
  },
  {
    rule: 'an acknowledgement that came before its entries is of their order',
    file: 'epoch-order.ts',
    text: 'for (const [from, acknowledgement] of early) this.acknowledged(from, acknowledgement)',
    instead: 'for (const [from] of early) this.#acknowledged.set(from, this.#lastArrived)',
    from: 1,
  },
  {
    rule: 'what is acknowledged is in the log',
    file: 'epoch-order.ts',
    text: 'this.#storage.append(entries)',
    instead: 'this.#storage.append(entries.slice(1))',
    from: 1,
  },
  {
    rule: 'a report counts for the round that it was made in',
    file: 'round.ts',
    text: '!this.closed || ready.epoch !== this.epoch || !this',
    instead: 'this.reports.set(from, ready.report) && !this',
    from: 1,
  },
  {
    rule: 'quorum that was told before a machine was lost is old',
    file: 'continuity.ts',
    text: 'this.quorum.quorate && !this.#down.size',
    instead: 'this.quorum.quorate',
    from: 3525,
  },
  {
    rule: 'who was lost for long does not continue',
    file: 'continuity.ts',
    text: 'if (now - this.#provenAt > this.#silenceMs) this.#continuing = false',
    instead: '',
    from: 560,
  },
  {
    rule: 'of those who are lost, beats prove nothing',
    file: 'continuity.ts',
    text: 'if (!this.#isClaimed || !members.length) return',
    instead: 'if (!members.length) return',
    from: 560,
  },
  {
    rule: "what comes back of one's own proves nothing when nothing comes from others",
    file: 'continuity.ts',
    text: 'Math.min(...after)',
    instead: 'this.#ownBeat',
    from: 2910,
  },
  {
    rule: 'a node that was stopped does not continue',
    file: 'replica.ts',
    text: 'if (this.#patience.pass(now)) this.#continuity.broken()',
    instead: 'this.#patience.pass(now)',
    from: 5770,
  },
  {
    rule: 'who had quorum and lost it does not continue',
    file: 'continuity.ts',
    text: `      this.#continuing = false
    } else {`,
    instead: '    } else {',
    from: 1,
  },
  {
    rule: 'an epoch that not all members began is none to continue from',
    file: 'replica.ts',
    text: 'if (isMember) this.#storage.install(epoch, members)',
    instead: 'if (isMember) this.#storage.install(epoch, members), this.#continuity.epochProven(this.#now)',
    from: 495,
  },
  {
    rule: 'what the newest epoch has not finished goes on',
    file: 'succession.ts',
    text: 'storage.adopt(filling.origin.installed, filling.origin.members, tail)',
    instead: 'storage.adopt(filling.origin.installed, filling.origin.members, [])',
    from: 1,
  },
  {
    rule: 'each entry is made once',
    file: 'sim/model-storage.ts',
    text: 'if (before) return before[1]',
    instead: '',
    from: 1,
  },
  {
    rule: 'what was fetched before a snapshot is dropped with it',
    file: 'catch-up.ts',
    text: `    if (part.snapshot) {
      this.#tail = []`,
    instead: '    if (part.snapshot) {',
    from: 3975,
  },
  {
    rule: 'only what is committed is applied while catching up',
    file: 'catch-up.ts',
    text: 'all.slice(0, Math.max(0, part.applied - this.#storage.applied))',
    instead: 'all',
    from: 2745,
  },
]
