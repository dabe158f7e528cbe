import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { vmid } from '../parameters.ts'
import { anyUser } from '../permission.ts'

const revision = integer({ description: 'Number of the change.', minimum: 1 })
const file = string({ description: 'Path of a file, relative to the root of the configuration.', minLength: 1, maxLength: 2048 })
const moment = (description: string) => integer({ description, minimum: 0 })

/** Who changed what, and when. */
const origin = {
  revision: integer(),
  time: integer({ description: 'Seconds since 1970.' }),
  node: string({ description: 'Where it was changed.' }),
  user: string({ description: 'User or API token; `mount` for an edit by hand.' }),
  task: optional(string({ description: 'UPID of the task that changed it.' })),
}

const touched = {
  op: string({ enum: ['create', 'write', 'remove', 'rename'] }),
  path: string(),
  source: optional(string({ description: 'Path before a rename.' })),
}

const difference = optional(string({ description: 'Unified diff. Secrets are masked in it; left out where the texts are not kept.' }))

/**
 * The past of the configuration. Every method shows only files that the caller may read: of a guest with `VM.Audit` on it
 * (of earlier guests with the same id: also on `/vms`), of all others with `Sys.Audit` on `/` and what the file is about.
 */
export const history = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/history',
    description: 'List changes of the configuration, newest first: who changed which file, when, and on which node.',
    permission: anyUser,
    parameters: {
      path: optional(string({ description: 'Only this file, or what lies below this folder.', maxLength: 2048 })),
      vmid: optional(vmid),
      user: optional(string({ description: 'Only changes by this user or API token.', maxLength: 255 })),
      node: optional(string({ description: 'Only changes made on this node.', maxLength: 255 })),
      since: optional(moment('Only changes from this time on.')),
      until: optional(moment('Only changes up to this time.')),
      before: optional(integer({ description: 'Only revisions below this one: the next page.', minimum: 0 })),
      limit: optional(
        integer({ description: 'How many to list; a revision is listed whole all the same.', minimum: 1, maximum: 1000, default: 50 }),
      ),
    },
    returns: array(
      object({
        ...origin,
        ...touched,
        settings: optional(
          array(string(), { description: "Keys of a guest's config that were changed; those of its sections by their names." }),
        ),
      }),
    ),
  }),
  read: endpoint({
    method: 'GET',
    path: '/cluster/history/{revision}',
    description: 'Show one change: what became of each of its files.',
    permission: anyUser,
    parameters: { revision },
    returns: object({ ...origin, changes: array(object({ ...touched, diff: difference })) }),
  }),
  text: endpoint({
    method: 'GET',
    path: '/cluster/history/{revision}/text',
    description: 'Show what a file said after a change, and how that differs from another time.',
    permission: anyUser,
    parameters: {
      revision,
      path: file,
      against: optional(integer({ description: 'The diff begins at this earlier revision; 0: at nothing.', minimum: 0 })),
    },
    returns: object({
      path: string(),
      text: optional(string({ description: 'Secrets are masked. Left out: there was no such file.' })),
      diff: difference,
    }),
  }),
  revert: endpoint({
    method: 'POST',
    path: '/cluster/history/{revision}/revert',
    description: 'Take a change back: its files say again what they said before it. All of them, or none; a change of its own.',
    permission: anyUser,
    privileged: true,
    parameters: {
      revision,
      path: optional(file),
      force: optional(boolean({ description: 'Also where a file was changed since: what was made of it is lost.', default: false })),
      'dry-run': optional(boolean({ description: 'Change nothing: show what would become of the files.', default: false })),
      digest: optional(string({ description: 'What a dry run answered: refused when a file has changed since.', maxLength: 64 })),
    },
    returns: object({
      revision: optional(integer({ description: 'Of the change that was made; reverting it brings back what was.' })),
      digest: string(),
      changes: array(object({ ...touched, diff: difference })),
      since: array(object({ ...origin, path: string() }), {
        description: 'Later changes of these files, which `force` overrides; the latest of each.',
      }),
      notes: array(string()),
    }),
  }),
}
