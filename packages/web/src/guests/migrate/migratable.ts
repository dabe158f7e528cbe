import type { Guest } from '../../live/guest.ts'

/** Kinds of guests that go to other nodes; the API says 501 for containers yet. */
export const isMigratable = ({ kind }: Pick<Guest, 'kind'>): boolean => kind === 'qemu'
