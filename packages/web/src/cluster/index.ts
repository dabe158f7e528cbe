export const ClusterPage = () => null
