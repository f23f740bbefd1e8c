import type { ComponentChildren } from "preact";

function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** A question mark. */
export function HelpIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="7.5" />
      <path d="M7.8 8a2.2 2.2 0 1 1 3.1 2c-.6.3-.9.7-.9 1.4M10 14v.01" />
    </Icon>
  );
}

/** The dark theme. */
export function MoonIcon() {
  return (
    <Icon>
      <path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z" />
    </Icon>
  );
}

/** The light theme. */
export function SunIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="3.4" />
      <path d="M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M4.3 15.7l1.2-1.2M14.5 5.5l1.2-1.2" />
    </Icon>
  );
}

/** A clipboard. */
export function PasteIcon() {
  return (
    <Icon>
      <path d="M7 4H5.5A1.5 1.5 0 0 0 4 5.500v10A1.5 1.5 0 0 0 5.5 17h9a1.5 1.5 0 0 0 1.5-1.500v-10A1.5 1.5 0 0 0 14.5 4H13M7.5 2.8h5v2.6h-5zM7.5 9h5M7.5 12.500h3" />
    </Icon>
  );
}

/** To what is before. */
export function UpIcon() {
  return (
    <Icon>
      <path d="m5 12.5 5-5 5 5" />
    </Icon>
  );
}

/** To what comes after. */
export function DownIcon() {
  return (
    <Icon>
      <path d="m5 7.5 5 5 5-5" />
    </Icon>
  );
}

/** Closes. */
export function CloseIcon() {
  return (
    <Icon>
      <path d="m5 5 10 10M15 5 5 15" />
    </Icon>
  );
}

/** An arrow that falls. */
export function SlopeIcon() {
  return (
    <Icon>
      <path d="m3 7 13 5M12.5 14.5 16.5 12.2 14.5 8.2" />
    </Icon>
  );
}
