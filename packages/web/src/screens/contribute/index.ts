export { Contribute } from './contribute.tsx';
