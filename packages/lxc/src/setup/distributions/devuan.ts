import { debian } from './debian.ts'
import type { Distribution } from './distribution.ts'

export const devuan: Distribution = { ...debian, title: 'Devuan', supported: { oldest: [1], newest: [7] } }
