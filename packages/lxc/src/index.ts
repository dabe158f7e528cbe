export type { FileEdit, GuestSettings, RootTree } from './setup/setup-types.ts'
