import { createRoot } from "react-dom/client";

import { App } from "./app.jsx";
import { standing } from "./faults.js";

standing();
createRoot(document.getElementById("root")).render(<App />);
