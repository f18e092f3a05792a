import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a dialog can be told. */
export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page: focus stays in it, Escape closes it, and keys behind it rest. */
export function Dialog({ title, open, onClose, wide = false, children }: DialogProps): ReactNode {
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={wide ? 720 : 460}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="stack">{children}</div>
    </Modal>
  );
}
