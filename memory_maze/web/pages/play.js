import { Stage } from "./stage.js";

await new Stage(false).open();
