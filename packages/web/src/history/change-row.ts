import type { AnswerOf } from '../api/endpoints.ts'

export type ChangeRow = AnswerOf<'GET /cluster/history'>[number]

export const pathOf = ({ source, path }: ChangeRow): string => (source === undefined ? path : `${source} → ${path}`)
