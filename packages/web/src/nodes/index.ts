export const NodesPage = () => null
export const NodePage = () => null
