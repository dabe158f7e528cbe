import { guestOf, isSecret, type ConnectedStore, type EventHub, type PastChange } from '@quorate/cluster'
import { implement, type Call, type Implementation } from '@quorate/contract'
import { history } from '@quorate/contract/additions/history'
import { wordOf, type GuestIndex, type GuestState } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { setImmediate as others } from 'node:timers/promises'
import { changedSettings } from './history/changed-settings.ts'
import { fileEdits } from './history/file-edits.ts'
import { maskedLine, maskedText } from './history/masked.ts'
import { readableBy } from './history/read-rights.ts'
import { planRevert, unknownRevision, type RevertedFile } from './history/revert-plan.ts'
import { unifiedDiff } from './history/unified-diff.ts'

export interface HistoryServices {
  readonly store: Pick<ConnectedStore, 'past' | 'read' | 'list' | 'revision' | 'changedSince' | 'commit'>
  readonly hub: Pick<EventHub, 'values'>
  readonly guests: Pick<GuestIndex, 'find'>
}

/** bytes of a config before and after a change that a list looks into */
const longestConfig = 64 * 1024

const withoutSlash = (path: string) => path.replace(/^\/+|\/+$/g, '')

const originOf = ({ revision, time, node, author }: PastChange) => ({
  revision,
  time,
  node,
  user: author.authid,
  ...(author.upid === undefined ? {} : { task: author.upid }),
})

const sideOf = (path: string, text: string | null) => ({ path: text === null ? undefined : path, text: text ?? '' })

/** What a caller should know of guests whose config was put back. */
function notesOf({ hub }: HistoryServices, files: readonly RevertedFile[]): string[] {
  return files.flatMap(({ guest, from }) => {
    if (!guest) return []
    const name = `${wordOf(guest)} ${guest.vmid}`
    if (from === undefined) return [`${name} comes back with its config only: volumes that were removed with it are gone.`]
    const state = hub.values('guest').get(String(guest.vmid))?.data as GuestState | null | undefined
    return state?.status === 'running'
      ? [`${name} runs on as it is: as after an edit of the file by hand, the rest takes effect at its next start.`]
      : []
  })
}

/** The past of the configuration: who changed what, and the way back. */
export function historyApi(services: HistoryServices): Implementation[] {
  const { store } = services
  const readable = (call: Call) => readableBy(call, store.past)
  return implement(history, {
    async list(call, { path, user, limit = 50, ...query }) {
      const mayRead = readable(call)
      const rows: PastChange[] = []
      const wanted = { ...query, ...(path !== undefined && { path: withoutSlash(path) }), ...(user !== undefined && { authid: user }) }
      pieces: for (const piece of store.past.changes(wanted)) {
        for (const change of piece) {
          if (rows.length >= limit && rows.at(-1)?.revision !== change.revision) break pieces
          const paths = change.source === undefined ? [change.path] : [change.path, change.source]
          if (paths.every(one => mayRead(one, change.revision))) rows.push(change)
        }
        await others()
        if (call.signal.aborted) break
      }
      return rows.map(row => {
        const { op, path: at, source, id } = row
        const guest = guestOf(at) !== undefined
        const { created, before, after } = store.past.brief(id, guest ? longestConfig : 0)
        const settings = guest && op === 'write' && before !== undefined && after !== undefined ? changedSettings(before, after) : []
        return {
          ...originOf(row),
          op: op === 'write' && created ? 'create' : op,
          path: at,
          ...(source !== undefined && { source }),
          ...(settings.length > 0 && { settings }),
        }
      })
    },
    read(call, { revision }) {
      const mayRead = readable(call)
      const entries = store.past.changesOf(revision)
      const edits = fileEdits(entries).filter(edit => [edit.path, edit.source ?? edit.path].every(one => mayRead(one, revision)))
      const [first] = entries
      if (!first || edits.length === 0) throw unknownRevision(call, revision)
      return {
        ...originOf(first),
        changes: edits.map(({ op, path, source, before, after }) => ({
          op,
          path,
          ...(source !== undefined && { source }),
          ...(before !== undefined &&
            after !== undefined && { diff: unifiedDiff(sideOf(source ?? path, before), sideOf(path, after), maskedLine) }),
        })),
      }
    },
    text(call, { revision, path: given, against }) {
      const path = withoutSlash(given)
      const mayRead = readable(call)
      const [oldest, newest] = [Math.min(against || revision, revision), revision]
      if (!mayRead(path, oldest)) throw unknownRevision(call, revision, path)
      if (isSecret(path)) throw new Failure(`the contents of ${path} are secret, so they are not kept`)
      const textAt = (at: number) => {
        const text = store.past.textAt(path, at)
        if (text === undefined) throw unknownRevision(call, at, path)
        return text
      }
      const text = textAt(newest)
      return {
        path,
        ...(text !== null && { text: maskedText(text) }),
        ...(against !== undefined && {
          diff: unifiedDiff(sideOf(path, against === 0 ? null : textAt(against)), sideOf(path, text), maskedLine),
        }),
      }
    },
    async revert(call, { revision, path, force, 'dry-run': dryRun, digest }) {
      const plan = planRevert(services, call, revision, path === undefined ? undefined : withoutSlash(path))
      const since = plan.files.flatMap(file => (file.since ? [{ ...originOf(file.since), path: file.since.path }] : []))
      if (digest !== undefined && digest !== plan.digest) {
        throw new Failure('detected modified configuration - file changed by other user? Try again.')
      }
      const [later] = since
      if (later && !dryRun && !force) {
        throw new Failure(
          `${later.path} was changed after revision ${revision}, by ${later.user} in revision ${later.revision}: take that back first, or use 'force' to lose it`,
          { status: 409 },
        )
      }
      const made = dryRun
        ? undefined
        : await store.commit(
            plan.files.flatMap(file => file.changes),
            { authid: call.caller.authid },
          )
      return {
        ...(made !== undefined && { revision: made }),
        digest: plan.digest,
        changes: plan.files.map(({ op, from, to, now, target }) => ({
          op,
          path: to ?? from ?? '',
          ...(op === 'rename' && from !== undefined && { source: from }),
          diff: unifiedDiff({ path: from, text: now }, { path: to, text: target }, maskedLine),
        })),
        since,
        notes: notesOf(services, plan.files),
      }
    },
  })
}
