import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.reader.UniversalProjectReader;

/** Prints what MPXJ reads from a project file, a line a thing, parted by tabs. */
public class Read {
    public static void main(String[] arguments) throws Exception {
        ProjectFile file = new UniversalProjectReader().read(arguments[0]);
        for (Task task : file.getTasks()) {
            System.out.println(String.join("\t", "task", "" + task.getUniqueID(),
                "" + task.getStart(), "" + task.getFinish(), "" + task.getMilestone(),
                "" + task.getSummary(), hours(task.getDuration(), file), "" + task.getText(1)));
            for (Relation link : task.getPredecessors()) {
                System.out.println("link\t" + link.getPredecessorTask().getUniqueID()
                    + "\t" + task.getUniqueID() + "\t" + link.getType());
            }
        }
        for (Resource resource : file.getResources()) {
            System.out.println("resource\t" + resource.getUniqueID() + "\t" + resource.getMaxUnits()
                + "\t" + resource.getAvailability().size());
        }
        for (ResourceAssignment one : file.getResourceAssignments()) {
            System.out.println("assignment\t" + one.getTask().getUniqueID() + "\t"
                + one.getResource().getUniqueID() + "\t" + Math.round(60 * one.getWork().convertUnits(TimeUnit.HOURS, file.getProjectProperties()).getDuration()) + "\t" + one.getUnits());
        }
        file.getCalendars().forEach(one -> System.out.println(
            "calendar\t" + one.getUniqueID() + "\t" + one.getCalendarExceptions().size()));
    }

    private static String hours(org.mpxj.Duration duration, ProjectFile file) {
        return duration == null ? "" : "" + duration.convertUnits(TimeUnit.HOURS, file.getProjectProperties()).getDuration();
    }
}
