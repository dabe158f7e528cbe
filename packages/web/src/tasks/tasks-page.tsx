export const TasksPage = () => null
