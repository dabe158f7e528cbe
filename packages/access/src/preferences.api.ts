import { implement, type Implementation } from '@quorate/contract'
import { preferences } from '@quorate/contract/additions/preferences'
import type { Access } from './access.ts'
import { readPreferences, writePreferences } from './preferences/preferences.ts'

/** What each user has chosen in the web interface. */
export function preferencesApi({ store }: Access): Implementation[] {
  return implement(preferences, {
    read: ({ caller }) => readPreferences(store, caller),
    write: async ({ caller }, { value, revision }) => ({ revision: await writePreferences(store, caller, value, revision) }),
  })
}
