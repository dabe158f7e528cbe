export const PoolsPage = () => null
export const PoolPage = () => null
export const AccessPage = () => null
