"use client";

import { useEffect, useState } from "react";

import { plant, standing } from "./faults.js";

// As in apps whose pages need to know who is there: nothing is shown until the browser has it.
export function Here({ children }) {
  const [here, setHere] = useState(false);
  useEffect(() => {
    standing();
    setHere(true);
    plant();
  }, []);
  return here ? children : null;
}
